/** All devices by name: the presets of every kind, and devices fitted to measurements. */
package io.hillock.device.library;

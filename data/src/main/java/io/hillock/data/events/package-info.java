/** Event cameras: a pixel model, saccades over an image, events in steps, generated digits. */
package io.hillock.data.events;

/** What a device bench would measure on a model: charts, levels and single figures. */
package io.hillock.device.characterisation;

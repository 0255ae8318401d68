/** Reader of the tactile Braille letters. */
package io.hillock.data.braille;

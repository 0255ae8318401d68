/** Images read row by row or pixel by pixel by recurrent networks. */
package io.hillock.gallery.sequential;

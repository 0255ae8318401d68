/** Point sequences along two spirals, a task for networks with memory. */
package io.hillock.data.spiral;

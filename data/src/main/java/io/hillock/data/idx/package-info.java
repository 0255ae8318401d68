/** Labelled images in IDX files, the format of MNIST and Fashion-MNIST. */
package io.hillock.data.idx;

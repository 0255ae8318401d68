/** Recordings of N-MNIST, the digits of MNIST before a moving event camera. */
package io.hillock.data.nmnist;

/** The frame of experiments and applications: what all of them share. */
package io.hillock.gallery;

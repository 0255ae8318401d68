/** Spike tasks that are generated, as sparse spike trains independent of any network. */
package io.hillock.data.cue;

/** How gradients become changes of parameters: optimisers, schedules of the rate, clipping. */
package io.hillock.train.optimise;

/** Feed-forward networks of sparse layers, trained and run by the connections that exist. */
package io.hillock.train.feedforward;

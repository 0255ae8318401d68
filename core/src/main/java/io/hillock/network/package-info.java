/**
 * Networks: an immutable description, the session that runs it and owns all state, and the snapshot
 * that holds a whole session.
 */
package io.hillock.network;

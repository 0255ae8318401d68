/** What can go wrong by a user's hand: bad parameters and bad input, each told in one line. */
package io.hillock.fault;

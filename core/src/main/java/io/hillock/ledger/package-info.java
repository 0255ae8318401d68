/** Counts first, joules second: what happened, how often, where, and what a technology charges. */
package io.hillock.ledger;

/**
 * Supervised rules for layered networks, from backpropagation to fixed random targets, on one
 * engine that gives each rule what it states to need and nothing else.
 */
package io.hillock.learning.layered;

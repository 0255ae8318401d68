/** Texts as sequences of words: a reader of compressed text files, and generated stories. */
package io.hillock.data.text;

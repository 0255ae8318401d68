/**
 * WaveForm DataBase (WFDB) records: headers, signal files in formats 212 and 16, MIT annotation
 * files.
 *
 * <p>The formats are those of the WFDB Applications Guide (G. B. Moody, PhysioNet), pages
 * header(5), signal(5) and annot(5); A. L. Goldberger et al. (2000), Circulation 101(23):e215-e220,
 * doi:10.1161/01.CIR.101.23.e215.
 *
 * <p>What a file may not do here: everything that does not hold what the format demands ends in one
 * {@link io.hillock.fault.InputException}. No memory is allocated for what a header merely claims:
 * the sizes of the signal files are compared with it first.
 */
package io.hillock.data.wfdb;

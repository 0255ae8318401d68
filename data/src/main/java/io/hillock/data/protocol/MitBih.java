package io.hillock.data.protocol;

import java.util.List;

/**
 * The records of the MIT-BIH Arrhythmia Database and the usual split of those without pacemaker
 * beats.
 *
 * <p>Of 48 records four have paced beats, which AAMI practice leaves out; DS1 and DS2 divide the
 * other 44. Records 201 (DS1) and 202 (DS2) come from the same subject: the split is not quite one
 * of persons, as is known.
 *
 * @see "P. de Chazal, M. O'Dwyer, R. B. Reilly (2004), IEEE Trans. Biomed. Eng. 51:1196,
 *     doi:10.1109/TBME.2004.827359"
 * @see "G. B. Moody, R. G. Mark (2001), IEEE Eng. Med. Biol. 20(3):45, doi:10.1109/51.932724"
 */
public final class MitBih {
  /** Records on which a base model is trained. */
  public static final List<String> DS1 =
      List.of(
          "101", "106", "108", "109", "112", "114", "115", "116", "118", "119", "122", "124", "201",
          "203", "205", "207", "208", "209", "215", "220", "223", "230");

  /** Records on which it is tested. */
  public static final List<String> DS2 =
      List.of(
          "100", "103", "105", "111", "113", "117", "121", "123", "200", "202", "210", "212", "213",
          "214", "219", "221", "222", "228", "231", "232", "233", "234");

  /** Records with paced beats, left out. */
  public static final List<String> PACED = List.of("102", "104", "107", "217");

  private static final String SHARED_SUBJECT = "201";
  private static final String SAME_SUBJECT = "202";

  private MitBih() {}

  /**
   * The subject of a record.
   *
   * @param record name of the record
   * @return a name that two records share exactly if they come from the same subject
   */
  public static String subject(String record) {
    return record.equals(SAME_SUBJECT) ? SHARED_SUBJECT : record;
  }
}

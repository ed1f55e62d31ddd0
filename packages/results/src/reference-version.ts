/** Version of the Python mteb whose scores and file layout are reproduced; written as `mteb_version`. */
export const REFERENCE_VERSION = "2.26.24";

/** Longest recordings according to Gladia's documentation, in minutes. */
export const LONGEST_MINUTES = 135;
export const LONGEST_ENTERPRISE_MINUTES = 255;

/** What Gladia accepts, as a sentence for any text about refused audio. */
export const AUDIO_LIMITS = `Gladia takes files of up to 1000 MB and recordings of up to ${LONGEST_MINUTES} minutes (YouTube: 120; enterprise plans: ${LONGEST_ENTERPRISE_MINUTES})`;

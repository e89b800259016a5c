/** Longest recordings that Gladia names in its documentation, in minutes. */
export const LONGEST_MINUTES = 135;
export const LONGEST_ENTERPRISE_MINUTES = 255;

/** What Gladia takes, as a sentence to be read in any text about a refusal of audio. */
export const AUDIO_LIMITS = `Gladia takes files of up to 1000 MB and recordings of up to ${LONGEST_MINUTES} minutes (YouTube: 120; enterprise plans: ${LONGEST_ENTERPRISE_MINUTES})`;

import type { Utterance } from './utterances';

/** What tells speakers apart: the number of diarization, or the audio channel. */
export type Voice = Pick<Utterance, 'speaker' | 'channel'>;

/** The name under which a voice is shown, or null where speakers were not told apart. */
export type LabelOf = (voice: Voice) => string | null;

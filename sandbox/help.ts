import { SAMPLE_PATH } from './audio/speechSample';
import { readingsHelp } from './readings/readingsHelp';
import { DEFAULT_KEY } from './sandbox';

/** What `--help` prints. */
export const HELP = `A local Gladia v2 (pre-recorded and live) for trying, testing and demos without a key.

Usage: npm run sandbox -- [options]

  --port <n>           port on 127.0.0.1 (default 8787; 0 takes any free one)
  --key <key>          accepted x-gladia-key, may be repeated (default ${DEFAULT_KEY})
  --job-seconds <n>    time from queued to done (default 3)
  --concurrent <n>     jobs processed at the same time (default 25)
  --queued <n>         jobs that may wait beyond those, then 429 (default 300)
  --rate <n>           requests per second, then 429 (default unlimited)
  --webhook <url>      account webhook, may be repeated; all its events are sent
  --webhook-secret <s> whsec_… that signs them (default: a new one, which is printed); repeated:
                       several signatures, as while a secret is being replaced
  --retry-delays <l>   seconds before callbacks and webhooks are sent again that were not answered
                       with 2xx, separated by commas (default 0.1,0.4,1.6,6.4)
  --zero-data-retention  jobs are forgotten once they are over; only callbacks carry results
  --deliver-anywhere   callbacks and webhooks also to addresses outside this machine and its
                       private network
  --help               this text

API, with the header x-gladia-key:
  POST   /v2/upload                     multipart field "audio", or JSON {audio_url}
  POST   /v2/pre-recorded               starts a job: {id, result_url}
  GET    /v2/pre-recorded               lists jobs; all filters and paging of the API
  GET    /v2/pre-recorded/{id}          status and result
  GET    /v2/pre-recorded/{id}/file     the audio
  DELETE /v2/pre-recorded/{id}          only finished jobs
  POST   /v2/live                       starts a live session: {id, created_at, url}
  WS     the session's url              audio in, transcripts and acknowledgements out
  GET    /v2/live, …/{id}, …/{id}/file  as above, of live sessions; DELETE, PATCH too
  GET    /file/{id}                     an uploaded file

Controls, without a key:
  POST   /_sandbox/faults     play a failure in the next matching requests; JSON:
           kind: status | reset | hang | truncate | malformed | lose-response | delay
                 | job-error | addon-error
           times (1), skip (0), method, path (regular expression from the start of the path),
           status, headers, body, retryAfterSeconds (status), delayMs (delay),
           errorCode (job-error, addon-error), addOn (addon-error: a result section)
  DELETE /_sandbox/faults     forget them
  GET    /_sandbox/requests   what was received
  PUT    /_sandbox/webhooks   replace the account's webhooks; JSON: {webhooks: [{url,
                              secret (whsec_… or a list), events (all), headerNames (svix | webhook)}]}
  GET    /_sandbox/webhooks   show them
  POST   /_sandbox/plays      play misbehaviour in the next matching callbacks and webhooks; JSON:
           kind: early | late | twice | parallel | forged | stale | tampered | never
           times (1), skip (0), channel (callback | webhook), event (e.g. transcription.success),
           delayMs (late: 1000; twice, thenGenuine: 0), copies (parallel: 2),
           thenGenuine (forged, stale, tampered: the genuine one follows),
           whileRunning (early: the job goes on, the API shows it as not done)
  DELETE /_sandbox/plays      forget them
  POST   /_sandbox/readings   play a reading of an open question (below) from now on, or for some
                              requests; JSON: {reading, times, skip}
  GET    /_sandbox/readings   which are played
  DELETE /_sandbox/readings   back to the first reading of each question
  GET    /_sandbox/deliveries what was sent: body, headers, tries, status answered
  GET    /_sandbox/jobs       all jobs
  POST   /_sandbox/jobs       put a finished job into the store; JSON: kind (pre-recorded | live)
                              and any field of the job, e.g. status, created_at, custom_metadata
  PATCH  /_sandbox/settings   JSON: jobSeconds, concurrentJobs, queuedJobs, requestsPerSecond,
                              zeroDataRetention, retryDelaysMs (list), deliveryTimeoutMs,
                              concurrentLiveSessions (30), liveIdleSeconds (60),
                              liveMaximumSeconds (10800), livePostProcessingSeconds (0.2),
                              liveSilenceSeconds (30), liveDocumentSeconds (20),
                              liveByMicrophone (recognise the recording as a microphone hears it)
  GET    /_sandbox/live       live sessions: bytes accepted, their SHA-256, connections
  POST   /_sandbox/live/faults  play a failure on the next connection of a live session; JSON:
           kind: drop-after-bytes (bytes, ackBefore, code) | close-code (code, afterBytes)
                 | mute (afterBytes) | refuse (status, retryAfterSeconds) | hang-handshake
                 | slow-reader (bytesPerSecond) | invalid-json (afterBytes)
                 | error-message (message, afterBytes) | drop-before-end (code)
                 | lose-acknowledgments (afterBytes, bytes, everything)
           times (1), skip (0)
  DELETE /_sandbox/live/faults  forget them
  POST   /_sandbox/reset      forget jobs, live sessions, files, failures, misbehaviour,
                              chosen readings, requests and deliveries

Where nobody outside of Gladia knows how the real service behaves, the sandbox plays any of these
readings, the first of each question unless another is chosen:
${readingsHelp()}

A job with callback_config (or callback_url) calls back, unsigned. Account webhooks are signed as
Svix does. Neither leaves this machine and its private network.

Any audio gets an invented dialogue of its real length, always the same for the same file; the
bundled recording gets its true words: ${SAMPLE_PATH}
`;

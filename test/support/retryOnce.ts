// Tests drive real servers, sockets and n8n by the clock (jobs that take a while, limits, timers), and a
// machine that stalls at the wrong moment fails one of them now and then. A second failure counts; the first is
// printed, so that a test which needs its second try again and again is seen.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

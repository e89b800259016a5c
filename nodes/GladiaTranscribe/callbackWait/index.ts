/** The door of this folder (see README.md): nothing else outside imports from inside. */
export { resumeWebhooks } from './n8nWorkarounds/resumeAddress';
export { leaveBodyUnread } from './n8nWorkarounds/unreadBody';
export { startAndSuspend } from './startAndSuspend';
export { receiveCallback } from './webhook';

export { startHost as default } from './n8nHost';

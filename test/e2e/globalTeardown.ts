export { stopHost as default } from './n8nHost';

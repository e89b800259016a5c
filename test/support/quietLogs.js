// The engine logs every node error to the console; in tests they are expected and compared.
process.env.N8N_LOG_LEVEL = 'silent';

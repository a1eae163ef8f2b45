// Preloaded (`node --import`) into child processes that are not our own code, such as the built web
// server: ends them in good order when the parent is gone, even by kill -9.
if (process.connected) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}

// The settings that our own PostgreSQL server starts with. Only the cluster files import it.

/**
 * Durability stays on: what was acknowledged survives `kill -9` and a power cut. The write-ahead log
 * is roomy, because a first gathering loads more than a million rows. Only this machine connects.
 */
export const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // No socket file: its path may be too long for the system in a deep checkout.
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_compression: 'on',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  // Short queries beside a web server: a compiler and more workers for each cost more than they give.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // After a crash every file was opened and synced by itself, seconds for our many partitions; Linux
  // syncs the whole file system at once.
  ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
};

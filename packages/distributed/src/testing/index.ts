/** What tests of a queue share, here and in the apps; it is not shipped. @packageDocumentation */
export { describeWithRedis, freePort, startRedis, type RedisServer } from './redis-server';

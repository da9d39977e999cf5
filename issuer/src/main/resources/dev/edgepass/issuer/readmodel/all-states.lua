-- Position and the states of all handles in one step, where there are few.
-- KEYS: control hash, handle hash; ARGV: most handles. Returns {position, {handle, state...}}; false for either where it is missing, or too much.
local few = redis.call('HLEN', KEYS[2]) <= tonumber(ARGV[1])
return { redis.call('HGET', KEYS[1], 'position'), few and redis.call('HGETALL', KEYS[2]) }

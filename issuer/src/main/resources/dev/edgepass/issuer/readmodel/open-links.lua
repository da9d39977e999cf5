-- How many links of an owner are open, in one step with the read model's position.
-- KEYS: position hash, the owner's open links; ARGV: now in seconds. Returns {position or false, number}.
return { redis.call('HGET', KEYS[1], 'position'), redis.call('ZCOUNT', KEYS[2], '(' .. ARGV[1], '+inf') }

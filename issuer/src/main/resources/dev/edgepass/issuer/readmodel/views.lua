-- What the edge counted of some viewers of an owner, or of all of them together, in one step with how complete that is.
-- KEYS: usage, the owner's views, locations of each partition; ARGV: field of the owner's partition in usage, fields of views.
-- Returns {complete from (ms) or false, 1 where a location ever reported, {counts or false of each field}}.
local reported = 0
for i = 3, #KEYS do
  reported = math.max(reported, math.min(1, redis.call('HLEN', KEYS[i])))
end
return { redis.call('HGET', KEYS[1], ARGV[1]), reported, redis.call('HMGET', KEYS[2], unpack(ARGV, 2)) }

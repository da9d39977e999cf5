-- What the edge counted of some viewers of an owner, or of all of them together, in one step with how complete that is.
-- KEYS: usage, the owner's views, locations of the owner's partition; ARGV: field of the owner's partition in usage, fields of views.
-- Returns {complete from (ms) or false, newest report in that partition (ms) or 0, {counts or false of each field}}.
local newest = 0
for _, at in ipairs(redis.call('HVALS', KEYS[3])) do
  newest = math.max(newest, tonumber(at))
end
return { redis.call('HGET', KEYS[1], ARGV[1]), newest, redis.call('HMGET', KEYS[2], unpack(ARGV, 2)) }

-- Reserves a seat of a link for a new subject, where one is free.
-- KEYS: reservations, the link's viewers, removed viewers, freed seats, how far the issuance projection is, how far it was seen to be
-- ARGV: link id, subject, limit, ms until the reservation lapses, s until the key goes, then how far the projection was as the caller knows: topic id, offsets...
-- Returns {1, or 2 where no other seat is free then, or 0 where all seats are taken, or -1 where the projection is being made anew and doesn't show all of them; topic id, offsets... as they are now}.
-- But for 1 and 2, nothing is reserved.
local FIRST = 6
local limit = tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local fields = { 'topicId' }
for partition = 0, #ARGV - FIRST - 1 do
  fields[#fields + 1] = tostring(partition)
end

-- Viewers are in the projection or in a reservation, or in both until the next look: too many are counted, never too few.
local function taken()
  local viewers = redis.call('ZCARD', KEYS[2]) - (redis.call('HGET', KEYS[4], ARGV[1]) or 0)
  return viewers + redis.call('ZCARD', KEYS[1])
end

local function forget_what_is_over()
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  for _, subject in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if redis.call('ZSCORE', KEYS[2], subject) or redis.call('HEXISTS', KEYS[3], subject) == 1 then
      redis.call('ZREM', KEYS[1], subject)
    end
  end
end

-- Another topic begins anew; one that is gone from the projection comes back.
local function is_before(at, was)
  if at[1] ~= was[1] then
    return at[1] == ''
  end
  for i = 2, #at do
    if tonumber(at[i]) < tonumber(was[i]) then
      return true
    end
  end
  return false
end

local function progress(key)
  local values = redis.call('HMGET', key, unpack(fields))
  values[1] = values[1] or ''
  for i = 2, #values do
    values[i] = values[i] or '0'
  end
  return values
end

local function reserve()
  if taken() >= limit then
    forget_what_is_over()
    if taken() >= limit then
      return 0
    end
  end
  redis.call('ZADD', KEYS[1], now + ARGV[4], ARGV[2])
  redis.call('EXPIRE', KEYS[1], ARGV[5])
  if taken() < limit then
    return 1
  end
  -- Only now, since it looks at each reservation: a viewer in both places isn't two.
  forget_what_is_over()
  return taken() < limit and 1 or 2
end

local at = progress(KEYS[5])
local outcome = -1
if not is_before(at, progress(KEYS[6])) and not is_before(at, { unpack(ARGV, FIRST) }) then
  for i = 1, #at do
    redis.call('HSET', KEYS[6], fields[i], at[i])
  end
  outcome = reserve()
end
return { outcome, unpack(at) }

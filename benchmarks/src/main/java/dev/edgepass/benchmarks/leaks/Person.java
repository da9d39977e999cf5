package dev.edgepass.benchmarks.leaks;

import java.util.ArrayList;
import java.util.List;

/** Somebody with devices. Half of the visits come within two days after the first, and few at night. */
final class Person {
    private static final int SHARE_PAGE = 1;

    private final Draws draws;
    private final List<Device> devices;

    private Person(Draws draws, List<Device> devices) {
        this.draws = draws;
        this.devices = devices;
    }

    /** Habits that differ between kinds of audiences. */
    record Habits(double relays, double works, double awayShare) {
        static final Habits PRIVATE = new Habits(0.12, 0.25, 0.12);
        static final Habits BUSINESS = new Habits(0.12, 0.9, 0.10);
        static final Habits RELAYED = new Habits(1, 0.25, 0.12);
    }

    /** At home there, with the lines of {@code home} and {@code office}: people share them. */
    static Person of(Draws draws, int country, Habits habits, Access home, Access office) {
        Access carrier = Access.carrier(draws, country);
        Access elsewhere = Access.elsewhere(draws, country);
        boolean works = draws.chance(habits.works());
        boolean relays = draws.chance(habits.relays());
        Access relay = Access.relay(draws, country);
        List<Device> devices = new ArrayList<>();
        Access phoneHome = draws.chance(0.85) ? home : carrier;
        if (relays) {
            devices.add(new Device(agent(draws), relay, relay, carrier, 0.15, 0.3));
        } else {
            Access work = works && draws.chance(0.4) ? office : carrier;
            devices.add(new Device(agent(draws), work, phoneHome, carrier, 0.25, 0.05));
        }
        if (draws.chance(0.55)) {
            Access work = works ? office : home;
            Access own = relays && draws.chance(0.5) ? relay : home;
            devices.add(new Device(agent(draws), works ? work : own, own, elsewhere, habits.awayShare(), 0.02));
        }
        // The browser within a chat program has a store of its own, on the phone's networks.
        if (draws.chance(0.2)) {
            Device phone = devices.get(0);
            devices.add(new Device(agent(draws), phone.work(), phone.home(), phone.away(), phone.awayShare(), 0.05));
        }
        return new Person(draws, devices);
    }

    /** Alone, at a home and an office of one's own. */
    static Person alone(Draws draws, int country, Habits habits) {
        return of(draws, country, habits, Access.home(draws, country), Access.office(draws, country));
    }

    /** With one to {@code devices} devices, each on {@code first} and, a share of the time, on {@code second}. */
    static Person with(Draws draws, int devices, Access first, Access second, double share) {
        List<Device> own = new ArrayList<>();
        for (int i = draws.between(1, devices); i > 0; i--) {
            own.add(new Device(agent(draws), first, first, second, share, 0.05));
        }
        return new Person(draws, own);
    }

    /**
     * Adds visits to {@code visits}, with new subjects from {@code subject} on.
     *
     * @param count how many
     * @param from the first, in seconds; the week's end cuts the rest off
     * @return the next free subject
     */
    int visit(List<Visit> visits, int subject, Media media, int count, int from, boolean spread) {
        int[] subjects = new int[devices.size()];
        int next = subject;
        for (int i = 0; i < count; i++) {
            int at = i == 0 ? from : time(from, spread);
            if (at >= Visit.WEEK) {
                continue;
            }
            int device = draws.chance(0.6) ? 0 : draws.between(0, devices.size() - 1);
            if (subjects[device] == 0) {
                subjects[device] = ++next;
            }
            int referer = draws.chance(0.1) ? 0 : SHARE_PAGE;
            visits.addAll(devices.get(device).visit(draws, at, media, subjects[device], referer));
        }
        return next;
    }

    private int time(int from, boolean spread) {
        int at = spread
                ? draws.between(from, Math.max(from, Visit.WEEK - 1))
                : from + (int) draws.exponential(1.5 * Visit.DAY);
        int hour = at / 3600 % 24;
        // A night's visit mostly waits for the morning.
        return hour < 7 && draws.chance(0.8) ? at + (7 - hour) * 3600 + draws.between(0, 4 * 3600) : at;
    }

    /** User agent strings are shared by many: of about 300, the common ones much more often. */
    static int agent(Draws draws) {
        return draws.logUniform(1, 300);
    }
}

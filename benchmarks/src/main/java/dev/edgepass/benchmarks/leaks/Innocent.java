package dev.edgepass.benchmarks.leaks;

import dev.edgepass.benchmarks.leaks.Person.Habits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kinds of audiences that a link was meant for. */
enum Innocent {
    ONE_PRIVATE("1 recipient: home, phone"),
    ONE_AT_WORK("1 recipient: office, home, phone"),
    ONE_HEAVY("1 recipient: phone only, 20 to 60 visits"),
    ONE_RENUMBERED("1 recipient: new addresses every day"),
    ONE_RELAYED("1 recipient: relay or VPN on every device"),
    ONE_TRAVELLER("1 recipient: 2 to 4 countries"),
    ONE_SCANNED("1 recipient: mail scanners open the link first"),
    HOUSEHOLD("1 recipient: a family of 2 to 5"),
    PASSED_ON("1 recipient, who passed it on to 1 to 3 people"),
    SEATS_FEW("2 to 4 seats: 1 to 3 people"),
    SEATS_TEAM("5 to 25 seats: a team, office and remote"),
    OPEN_FEW("no recipient, no seats: 1 to 6 people"),
    OPEN_EVENT("no recipient, no seats: an event of 20 to 150");

    final String title;

    Innocent(String title) {
        this.title = title;
    }

    /** A week with an audience of this kind. */
    LinkWeek week(Draws draws) {
        Audience audience = new Audience(draws);
        switch (this) {
            case ONE_PRIVATE -> audience.add(Person.alone(draws, 0, Habits.PRIVATE), 4);
            case ONE_AT_WORK -> audience.add(Person.alone(draws, 0, Habits.BUSINESS), 5);
            case ONE_HEAVY -> {
                Access carrier = Access.carrier(draws, 0);
                Person person = Person.with(draws, 2, carrier, Access.elsewhere(draws, 0), 0.05);
                audience.addVisits(person, draws.between(20, 60));
            }
            case ONE_RENUMBERED -> {
                Access home = Access.home(draws, 0, true);
                audience.add(Person.of(draws, 0, Habits.PRIVATE, home, Access.office(draws, 0)), 12);
            }
            case ONE_RELAYED -> audience.add(Person.alone(draws, 0, Habits.RELAYED), 8);
            case ONE_TRAVELLER -> audience.add(traveller(draws), 8);
            case ONE_SCANNED -> {
                audience.add(Person.alone(draws, 0, Habits.BUSINESS), 4);
                audience.scan(draws.logUniform(1, 12));
            }
            case HOUSEHOLD -> {
                household(draws, audience, draws.between(2, 5));
                if (draws.chance(0.3)) {
                    household(draws, audience, draws.between(1, 2));
                }
            }
            case PASSED_ON -> {
                audience.add(Person.alone(draws, 0, Habits.BUSINESS), 4);
                for (int i = draws.between(1, 3); i > 0; i--) {
                    audience.add(Person.alone(draws, draws.chance(0.1) ? draws.between(1, 30) : 0, Habits.BUSINESS), 2);
                }
            }
            case SEATS_FEW -> {
                audience.seats = draws.between(2, 4);
                people(draws, audience, draws.between(1, 3), 0.05);
            }
            case SEATS_TEAM -> {
                audience.seats = draws.between(5, 25);
                team(draws, audience, Math.max(2, (int) (audience.seats * (0.4 + 0.4 * draws.unit()))));
            }
            case OPEN_FEW -> people(draws, audience, draws.between(1, 6), 0.05);
            case OPEN_EVENT -> people(draws, audience, draws.logUniform(20, 150), 0.15);
        }
        return LinkWeek.of(
                name().startsWith("ONE") || this == HOUSEHOLD || this == PASSED_ON,
                audience.seats,
                audience.visits,
                List.of());
    }

    private static Person traveller(Draws draws) {
        Access carrier = Access.carrier(draws, 0);
        boolean routedHome = draws.chance(0.5);
        List<Access> stays = new ArrayList<>(List.of(Access.home(draws, 0)));
        List<Access> phones = new ArrayList<>(List.of(carrier));
        for (int i = draws.between(1, 3); i > 0; i--) {
            int country = draws.between(1, 30);
            stays.add(Access.office(draws, country));
            phones.add(routedHome ? carrier : Access.carrier(draws, country));
        }
        long plan = draws.id();
        Access hotel = Access.journey(new Draws(plan), stays.toArray(Access[]::new));
        Access phone = Access.journey(new Draws(plan), phones.toArray(Access[]::new));
        return Person.with(draws, 3, hotel, phone, 0.45);
    }

    private static void household(Draws draws, Audience audience, int people) {
        Access home = Access.home(draws, 0);
        for (int i = 0; i < people; i++) {
            audience.add(Person.of(draws, 0, Habits.PRIVATE, home, Access.office(draws, 0)), 2);
        }
    }

    private static void team(Draws draws, Audience audience, int people) {
        Access office = Access.office(draws, 0);
        for (int i = 0; i < people; i++) {
            int country = draws.chance(0.08) ? draws.between(1, 30) : 0;
            Access own = draws.chance(0.6) ? office : Access.office(draws, country);
            audience.add(Person.of(draws, country, Habits.BUSINESS, Access.home(draws, country), own), 3);
        }
    }

    private static void people(Draws draws, Audience audience, int people, double foreign) {
        for (int i = 0; i < people; i++) {
            int country = draws.chance(foreign) ? draws.between(1, 30) : 0;
            audience.add(Person.alone(draws, country, Habits.PRIVATE), 2);
        }
    }

    /** Visits in the making. The link is sent on one of the first five days, or was sent before the week. */
    private static final class Audience {
        private final Draws draws;
        private final List<Visit> visits = new ArrayList<>();
        private final Media media;
        private final boolean before;
        private final int sentAt;
        private @Nullable Integer seats;
        private int subject;

        private Audience(Draws draws) {
            this.draws = draws;
            media = Media.drawn(draws);
            before = draws.chance(0.4);
            sentAt = before ? 0 : draws.between(7 * 3600, 5 * Visit.DAY);
        }

        private void add(Person person, double medianVisits) {
            addVisits(person, 1 + (int) Math.min(80, draws.logNormal(medianVisits, 0.9)));
        }

        private void addVisits(Person person, int count) {
            int from = before
                    ? draws.between(0, 3 * Visit.DAY)
                    : sentAt + 600 + (int) Math.min(2 * Visit.DAY, draws.exponential(0.4 * Visit.DAY));
            subject = person.visit(visits, subject, media, count, from, before);
        }

        /** Browsers in data centres, within minutes after it was sent. */
        private void scan(int scanners) {
            for (int i = 0; i < scanners; i++) {
                int at = sentAt + draws.between(1, 600);
                int requests = draws.between(1, 20);
                visits.add(new Visit(
                        at,
                        draws.between(2, 30),
                        requests,
                        ++subject,
                        Access.dataCentre(draws).place(0),
                        Person.agent(draws),
                        1));
            }
        }
    }
}

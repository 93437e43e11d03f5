using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.Figures;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class FigureBookTests
{
    private static readonly RaceId Race = new(new DateOnly(2026, 3, 10), new RaceCode(1, 3));
    private static readonly DateTimeOffset Morning = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Published_figures_win_over_the_own_record_and_say_where_they_are_from()
    {
        var own = new RunnerStatistics
        {
            Number = 1,
            Jockey = new WinRecord(40, 4, 0.08, StatisticsOrigin.OwnRecord),
            Trainer = new WinRecord(20, 3, 0.08, StatisticsOrigin.OwnRecord),
            JockeyMove = 0.1,
            Times = [75.0],
        };

        var known = Book(
                Person("Anne MENANT", 200, 30),
                Horse(("2026-02-20", 74.1), ("2026-01-20", 74.9), ("2025-12-20", 73.3), ("2025-11-20", 72.0))
            )
            .Over([own], Card("A. MENANT"), Morning.AddHours(3))[0];

        known.Jockey.ShouldBe(new WinRecord(200, 30, 0.15, StatisticsOrigin.Published) { Source = "zoneturf", At = Morning });
        known.Jockey!.Rate.ShouldBe(0.15, 1e-12);
        known.Trainer.ShouldBe(own.Trainer);
        known.JockeyMove.ShouldBe(0.1);
        known.Times.ShouldBe([74.1, 74.9, 73.3]);
        known.TimesOrigin.ShouldBe(StatisticsOrigin.Published);
    }

    [Fact]
    public void What_the_day_did_not_know_yet_is_not_used()
    {
        var book = Book(Person("Anne MENANT", 200, 30));

        book.Over([], Card("A. MENANT"), Morning.AddMinutes(-1)).ShouldBeEmpty();
        book.Over([], Card("A. MENANT"), Morning).ShouldHaveSingleItem().Jockey.ShouldNotBeNull();
    }

    [Fact]
    public void Two_people_who_could_be_meant_are_nobody() =>
        Book(Person("Anne MENANT", 200, 30), Person("Alix MENANT", 100, 5) with { Url = "https://site.example/2/" })
            .Over([], Card("A. MENANT"), Morning)[0]
            .Jockey.ShouldBeNull();

    [Fact]
    public void Figures_of_another_race_are_not_looked_at() => new FigureBook([
            new FigureLine
            {
                Since = Morning,
                Race = new RaceId(Race.Date, new RaceCode(2, 1)),
                Links = ["https://site.example/1/"],
            },
            new FigureLine { Since = Morning, Figure = Person("Anne MENANT", 200, 30) },
        ]).Over([], Card("A. MENANT"), Morning).ShouldBeEmpty();

    [Fact]
    public void Horse_of_another_age_and_times_of_the_day_itself_are_not_used()
    {
        Book(Horse(("2026-03-10", 70.0)) with { Age = 6 }).Over([], Card("A. MENANT"), Morning)[0].Times.ShouldBeEmpty();
        Book(Horse(("2026-02-10", 74.0)) with { Age = 9 }).Over([], Card("A. MENANT"), Morning)[0].Times.ShouldBeEmpty();
        Book(Horse(("2026-02-10", 74.0)) with { Age = 6 }).Over([], Card("A. MENANT"), Morning)[0].Times.ShouldBe([74.0]);
    }

    [Fact]
    public void Empty_book_leaves_the_own_record_as_it_is()
    {
        RunnerStatistics[] own = [new() { Number = 1, JockeyMove = .1 }];
        FigureBook.Empty.Over(own, Card("A. MENANT"), Morning).ShouldBe(own);
    }

    [Fact]
    public void Of_two_states_of_one_page_the_later_counts() =>
        Book(Person("Anne MENANT", 200, 30) with { At = Morning.AddHours(-1) }, Person("Anne MENANT", 201, 31))
            .Over([], Card("A. MENANT"), Morning)[0]
            .Jockey!.Starts.ShouldBe(201);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(null, 3)]
    [InlineData(5, null)]
    public void Page_without_starts_or_wins_leaves_the_own_record(int? starts, int? wins)
    {
        var own = new RunnerStatistics { Number = 1, Jockey = new WinRecord(40, 4, 0.08, StatisticsOrigin.OwnRecord) };
        Book(Person("Anne MENANT", 1, 1) with { Starts = starts, Wins = wins })
            .Over([own], Card("A. MENANT"), Morning)[0]
            .Jockey.ShouldBe(own.Jockey);
    }

    [Fact]
    public void Page_of_a_trainer_says_nothing_of_a_jockey_of_the_same_name()
    {
        var known = Book(Person("Anne MENANT", 200, 30) with { Kind = FigureKind.Trainer }).Over([], Card("A. MENANT"), Morning)[0];
        (known.Jockey, known.Trainer).ShouldBe((null, null));
    }

    [Fact]
    public void Runner_without_a_jockey_has_no_published_record() =>
        Book(Person("Anne MENANT", 200, 30)).Over([], Card(""), Morning)[0].Jockey.ShouldBeNull();

    [Fact]
    public void Times_of_another_family_leave_those_of_the_own_record()
    {
        var own = new RunnerStatistics { Number = 1, Times = [75.0] };
        var horse = Horse(("2026-02-10", 74.0));
        var flat = horse with { Times = [horse.Times[0] with { Discipline = Discipline.Flat }] };
        var mounted = horse with { Times = [horse.Times[0] with { Discipline = Discipline.MountedTrot }] };

        var other = Book(flat).Over([own], Card("A. MENANT"), Morning)[0];
        (other.Times.ShouldHaveSingleItem(), other.TimesOrigin).ShouldBe((75.0, StatisticsOrigin.OwnRecord));
        Book(mounted).Over([own], Card("A. MENANT"), Morning)[0].Times.ShouldBe([74.0]);
    }

    [Fact]
    public void Two_horses_of_one_name_are_neither()
    {
        var horse = Horse(("2026-02-10", 74.0));
        Book(horse, horse with { Url = "https://site.example/horse2/" }).Over([], Card("A. MENANT"), Morning)[0].Times.ShouldBeEmpty();
    }

    private static FigureBook Book(params PublishedFigure[] figures) =>
        new([
            new FigureLine
            {
                Since = Morning,
                Race = Race,
                Links = [.. figures.Select(figure => figure.Url)],
            },
            .. figures.Select(figure => new FigureLine { Since = Morning, Figure = figure }),
        ]);

    private static PublishedFigure Person(string name, int starts, int wins) =>
        new()
        {
            Kind = FigureKind.Jockey,
            Name = name,
            Source = "zoneturf",
            Url = "https://site.example/1/",
            At = Morning,
            Starts = starts,
            Wins = wins,
        };

    private static PublishedFigure Horse(params (string Date, double Seconds)[] times) =>
        new()
        {
            Kind = FigureKind.Horse,
            Name = "Crin Noir",
            Source = "zoneturf",
            Url = "https://site.example/horse/",
            At = Morning,
            Times =
            [
                .. times.Select(time => new PublishedTime(
                    DateOnly.ParseExact(time.Date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    Discipline.Harness,
                    time.Seconds
                )),
            ],
        };

    private static RaceCard Card(string jockey) =>
        new()
        {
            Id = Race,
            Meeting = "Val-Doux",
            Country = "FRA",
            Name = "Prix de la Glycine",
            Off = Morning.AddHours(4),
            Discipline = Discipline.Harness,
            Runners =
            [
                new Runner
                {
                    Number = 1,
                    Horse = "CRIN NOIR",
                    Jockey = jockey,
                    Age = 6,
                },
            ],
        };
}

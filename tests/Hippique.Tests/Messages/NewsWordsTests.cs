using System.Globalization;
using System.Reflection;
using Hippique.Hosting;
using Hippique.Messages;
using Hippique.Orchestration.Notifications;
using Hippique.Racing;

namespace Hippique.Tests.Messages;

/// <summary>Every message in both languages.</summary>
public sealed class NewsWordsTests
{
    private static readonly DateOnly Day = new(2026, 3, 14);
    private static readonly DateTimeOffset Off = new(2026, 3, 14, 13, 12, 0, TimeSpan.Zero);
    private static readonly NewsRace Race = new()
    {
        Id = new RaceId(Day, new RaceCode(1, 3)),
        Meeting = "VALMOREL",
        Name = "PRIX DES TILLEULS",
        Off = Off,
        Url = "https://zeturf.example.invalid/r1c3",
    };
    private static readonly NewsTicket Ticket = new()
    {
        Id = "R1C3-1",
        Pool = Pool.ZEturf,
        Bet = BetType.SimpleGagnant,
        Stake = new Euro(3m),
        Legs = [new NewsLeg([5], ["ÉTÉ INDIEN"], new Euro(3m), 4.2, 2.7)],
    };
    private static readonly News[] All =
    [
        new News.TicketsProposed
        {
            Race = Race,
            ExpiresAt = Off.AddMinutes(-1),
            Tickets = [Ticket],
        },
        new News.TicketsWithdrawn { Race = Race, Tickets = [Ticket] },
        new News.TicketsExpired
        {
            Race = Race,
            ExpiresAt = Off.AddMinutes(-1),
            Tickets = [Ticket],
        },
        new News.PhaseMissed
        {
            Race = Race,
            Phase = Phase.H5,
            State = "missed",
            Why = "pmu: not available now",
        },
        new News.PhasesGoOn(4),
        new News.PlanFailed(Day, Off, "pmu: not available now"),
        new News.PlanStands(Day, 8),
        new News.SourcesRefuse(Day, "pmu: not available now"),
        new News.SourcesAnswer(Day),
        new News.ReceiverFails("mail", Off, "cannot be reached: nobody there"),
        new News.ReceiverAnswers("mail", Off),
        new News.EveningSummary
        {
            Day = Day,
            Races = 8,
            Looks = new NewsLooks(14, 1, 1, 0, 0),
            Money = new NewsMoney(3, new Euro(9m), 2, new Euro(6m), new Euro(4.5m)),
        },
        new News.Test(),
    ];

    public static TheoryData<string> Languages => ["fr-FR", "en-GB"];

    [Fact]
    public void Every_kind_of_message_is_among_these_tests() =>
        typeof(News)
            .GetNestedTypes(BindingFlags.Public)
            .Where(type => type.IsSubclassOf(typeof(News)))
            .ShouldBe(All.Select(news => news.GetType()), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_message_has_a_short_title_and_a_text_without_open_places(string language)
    {
        foreach (var news in All)
        {
            var text = In(language, news);
            text.Language.ShouldBe(language[..2]);
            text.Title.Length.ShouldBeInRange(5, 70, news.GetType().Name);
            text.Text.ShouldNotBeNullOrWhiteSpace();
            foreach (var part in new[] { text.Title, text.Text })
            {
                part.ShouldNotContain("{");
                part.ShouldNotContain("}");
            }
        }
    }

    [Fact]
    public void The_two_languages_share_no_text() => All.Where(news => In("fr-FR", news).Text == In("en-GB", news).Text).ShouldBeEmpty();

    [Fact]
    public void A_proposed_ticket_says_all_that_a_player_needs()
    {
        var french = In("fr-FR", All[0]);
        french.Title.ShouldBe("R1C3 VALMOREL : 1 ticket, jusqu’à 14:11");
        french
            .Text.Split('\n')
            .ShouldBe([
                "PRIX DES TILLEULS, départ à 14:12 (Paris)",
                "Simple gagnant 5 ÉTÉ INDIEN : 3,00 € à 4,2, ne pas jouer sous 2,7 (ZEturf)",
                "Ne plus acheter après 14:11:00.",
                Texts.In(CultureInfo.GetCultureInfo("fr-FR"), "gambling_risks"),
            ]);
        (french.Link, french.Urgent).ShouldBe((Race.Url, true));
        In("en-GB", All[0]).Text.Split('\n')[1].ShouldBe("Win 5 ÉTÉ INDIEN: 3.00 € at 4.2, not to be played under 2.7 (ZEturf)");
    }

    [Fact]
    public void The_summary_tells_what_was_played_apart_from_paper()
    {
        var paper = All.OfType<News.EveningSummary>().Single();
        var played = paper with { Played = new NewsMoney(1, new Euro(2), 1, new Euro(2), new Euro(6.2m)) };
        In("fr-FR", played).Title.ShouldBe("14/03/2026 : 3 tickets, 1 joué, +4,20 €");
        In("fr-FR", played).Text.Split('\n')[2].ShouldBe("Joué : 1 ticket, 2,00 € misés, 6,20 € rendus, bilan +4,20 €, 0 sans résultat.");
        In("en-GB", played).Text.ShouldContain("Played: 1 ticket, 2.00 € staked, 6.20 € returned, balance +4.20 €, 0 without a result.");
        In("en-GB", played).Text.ShouldContain("Paper: counted as if every ticket had been bought.");
    }

    [Fact]
    public void The_summary_tells_the_loss_as_it_is_and_what_is_open()
    {
        var text = In("fr-FR", All.OfType<News.EveningSummary>().Single());
        text.Title.ShouldBe("14/03/2026 : 3 tickets, -1,50 €");
        text.Text.Split('\n')[..5]
            .ShouldBe([
                "8 courses. Relevés : 14 à l’heure, 1 en retard, 1 manqué, 0 annulé, 0 en attente.",
                "3 tickets proposés, 9,00 € en tout.",
                "2 tickets réglés : 6,00 € misés, 4,50 € rendus, bilan -1,50 €.",
                "1 encore sans résultat.",
                "Papier : compté comme si chaque ticket avait été joué.",
            ]);
        text.Text.ShouldContain("09 74 75 13 13");
    }

    [Fact]
    public void A_day_without_tickets_says_so()
    {
        var summary = All.OfType<News.EveningSummary>().Single() with { Money = new NewsMoney(0, Euro.Zero, 0, Euro.Zero, Euro.Zero) };
        In("en-GB", summary).Title.ShouldBe("2026-03-14: no ticket");
        In("en-GB", summary).Text.ShouldEndWith("Nothing was proposed: nothing won, nothing lost.");
    }

    [Fact]
    public void A_day_that_no_source_offers_is_no_plan() => In("en-GB", new News.PlanStands(Day, 0)).Title.ShouldBe("2026-03-14: no races");

    [Fact]
    public void Why_is_said_in_the_language_of_the_rest() =>
        In("fr-FR", All.OfType<News.ReceiverFails>().Single()).Text.ShouldContain("injoignable : nobody there");

    private static NewsText In(string language, News news) => new NewsWords(CultureInfo.GetCultureInfo(language)).Of(news);
}

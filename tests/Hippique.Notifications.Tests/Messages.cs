using Hippique.Orchestration.Notifications;
using Hippique.Racing;

namespace Hippique.Notifications.Tests;

/// <summary>A message about an invented ticket.</summary>
internal static class Messages
{
    public static readonly DateOnly Day = new(2026, 3, 14);

    /// <summary>The same with an address to answer it.</summary>
    public static OutgoingNews Answerable()
    {
        var ticket = Ticket();
        return ticket with { Words = ticket.Words with { AnswerLabel = "Joué ou pas joué", AnswerLink = Answer } };
    }

    public const string Answer = "https://hippique.example.invalid/said/2026-03-14/R1C3?until=1773960732&sign=abc";

    public static OutgoingNews Ticket(string? text = null) =>
        new(
            new NewsMessage
            {
                Id = "20260314-r1c3-tickets-0a1b2c3d",
                Date = Day,
                At = new DateTimeOffset(2026, 3, 14, 13, 7, 0, TimeSpan.Zero),
                News = new News.TicketsProposed
                {
                    Race = new NewsRace
                    {
                        Id = new RaceId(Day, new RaceCode(1, 3)),
                        Meeting = "VALMOREL",
                        Name = "PRIX DES TILLEULS",
                        Off = new DateTimeOffset(2026, 3, 14, 13, 12, 0, TimeSpan.Zero),
                        Url = "https://zeturf.example.invalid/r1c3",
                    },
                    ExpiresAt = new DateTimeOffset(2026, 3, 14, 13, 11, 0, TimeSpan.Zero),
                    Tickets =
                    [
                        new NewsTicket
                        {
                            Id = "R1C3-1",
                            Pool = Pool.ZEturf,
                            Bet = BetType.SimpleGagnant,
                            Stake = new Euro(3m),
                            Legs = [new NewsLeg([5], ["ÉTÉ INDIEN"], new Euro(3m), 4.2, 2.7)],
                        },
                    ],
                },
            },
            new NewsText
            {
                Language = "fr",
                Title = "R1C3 VALMOREL : 1 ticket, jusqu’à 14:11",
                Text = text ?? "Simple gagnant 5 ÉTÉ INDIEN : 3,00 € à 4,2, ne pas jouer sous 2,7 (ZEturf)",
                Link = "https://zeturf.example.invalid/r1c3",
                Urgent = true,
            }
        );
}

using System.Text;
using Hippique.Orchestration.Imports;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Imports;

public sealed class BetRowReaderTests
{
    private const string Rest = "Type de pari;Sélection;Mise;Gain;Statut";
    private const string Bet = "Simple gagnant;4;2,00;7,40;Gagné";

    [Theory]
    [InlineData("Date;Course", "03/02/2026;R1C3", "R1C3", "")]
    [InlineData("Date;Course", "03/02/2026;r1 c3", "R1C3", "")]
    [InlineData("Date;Course", "03/02/2026;R1 / C3 - PRIX DES TILLEULS", "R1C3", "")]
    [InlineData("Date;Réunion;Course", "03/02/2026;R1;C3", "R1C3", "")]
    [InlineData("Date;Réunion;Course", "03/02/2026;1;3", "R1C3", "")]
    [InlineData("Date;Réunion;N° course", "03/02/2026;1;3", "R1C3", "")]
    [InlineData("Date;Réunion;Course", "03/02/2026;R1 - VALMOREL;C3", "R1C3", "VALMOREL")]
    [InlineData("Date;Hippodrome;Course", "03/02/2026;VALMOREL (R1);3", "R1C3", "VALMOREL")]
    [InlineData("Date;Hippodrome;Course", "03/02/2026;VALMOREL;R1C3", "R1C3", "VALMOREL")]
    public void Race_is_read(string columns, string cells, string race, string meeting)
    {
        var bet = Read($"{columns};{Rest}", $"{cells};{Bet}").Value!;
        (bet.Code.ToString(), bet.Meeting, bet.Date).ShouldBe((race, meeting, new DateOnly(2026, 2, 3)));
    }

    [Fact]
    public void Race_may_be_named_by_its_racecourse_and_number()
    {
        var bet = Read($"Date;Hippodrome;Course;{Rest}", $"03/02/2026;VALMOREL;3;{Bet}").Value!;
        (bet.Code, bet.RaceNumber, bet.Meeting).ShouldBe((null, 3, "VALMOREL"));
    }

    [Theory]
    [InlineData("Date;Course", "03/02/2026;PRIX DES TILLEULS")]
    [InlineData("Date;Course", "03/02/2026;3")]
    [InlineData("Date;Course", "03/02/2026;R0C3")]
    [InlineData("Date;Réunion;Course", "03/02/2026;1;")]
    public void Race_that_is_not_named_is_refused(string columns, string cells) =>
        Read($"{columns};{Rest}", $"{cells};{Bet}").Error.ToString().ShouldStartWith("no race");

    [Theory]
    [InlineData("2,00", "7,40", "", 7.4, false)]
    [InlineData("-2,00", "7,40", "", 7.4, false)]
    [InlineData("2,00", "", "", null, false)]
    [InlineData("2,00", "", "Perdu", 0.0, false)]
    [InlineData("2,00", "-", "", 0.0, false)]
    [InlineData("2,00", "", "Remboursé", 2.0, true)]
    [InlineData("2,00", "0,00", "Remboursé", 2.0, true)]
    [InlineData("2,00", "1,00", "Remboursé", 1.0, false)]
    [InlineData("2,00", "0,00", "En cours", null, false)]
    [InlineData("2,00", "0,00", "Gagné", null, false)]
    [InlineData("2,00", "7,40", "4 - 7 - 1", 7.4, false)]
    public void Return_is_what_the_amount_and_the_words_say_together(
        string stake,
        string gain,
        string words,
        double? returned,
        bool refunded
    )
    {
        var bet = Read($"Date;Course;{Rest}", $"03/02/2026;R1C3;SG;4;{stake};{gain};{words}").Value!;
        (bet.Stake, bet.Returned?.ToDouble(), bet.Refunded).ShouldBe((new Euro(2), returned, refunded));
    }

    [Fact]
    public void Empty_return_is_a_lost_bet_if_the_user_says_so()
    {
        Read($"Date;Course;{Rest}", "03/02/2026;R1C3;SG;4;2,00;;", emptyIsLost: true).Value!.Returned.ShouldBe(Euro.Zero);
        Read($"Date;Course;{Rest}", "03/02/2026;R1C3;SG;4;2,00;;En cours", emptyIsLost: true).Value!.Returned.ShouldBeNull();
    }

    [Fact]
    public void Gain_without_the_stake_is_a_column_of_its_own()
    {
        const string heading = "Date;Course;Pari;Chevaux;Mise;Gain net";
        Read(heading, "03/02/2026;R1C3;SG;4;2,00;5,40").Value!.Returned.ShouldBe(new Euro(7.4m));
        Read(heading, "03/02/2026;R1C3;SG;4;2,00;-2,00").Value!.Returned.ShouldBe(Euro.Zero);
        Read(heading, "03/02/2026;R1C3;SG;4;2,00;-3,00").IsOk.ShouldBeFalse();
    }

    [Theory]
    [InlineData("03/02/2026;R1C3;SG;4;0,00;7,40;")]
    [InlineData("03/02/2026;R1C3;SG;4;20000;7,40;")]
    [InlineData("03/02/2026;R1C3;SG;4;2,00;7,40;Perdu")]
    [InlineData("03/02/2026;R1C3;Trio;4-7;2,00;7,40;")]
    [InlineData("03/02/2026;R1C3;Pari sportif;4;2,00;7,40;")]
    [InlineData("hier;R1C3;SG;4;2,00;7,40;")]
    public void What_cannot_be_is_refused(string row) => Read($"Date;Course;{Rest}", row).IsOk.ShouldBeFalse();

    [Fact]
    public void Moment_of_the_bet_stands_beside_the_day_of_the_race()
    {
        const string heading = "Date du pari;Date de la course;Course;Pari;Chevaux;Mise";
        var bet = Read(heading, "02/02/2026 22:10;03/02/2026;R1C3;SG;4;2,00").Value!;
        (bet.Date, bet.PlacedAt).ShouldBe((new DateOnly(2026, 2, 3), new DateTimeOffset(2026, 2, 2, 21, 10, 0, TimeSpan.Zero)));
    }

    /// <summary>A race after midnight belongs to the evening before.</summary>
    [Theory]
    [InlineData("03/02/2026 22:10", "2026-02-03")]
    [InlineData("04/02/2026 00:40", "2026-02-03")]
    [InlineData("04/02/2026", "2026-02-04")]
    public void Moment_of_the_bet_alone_says_the_programme_day(string placed, string day) =>
        Read("Date du pari;Course;Pari;Chevaux;Mise", $"{placed};R1C3;SG;4;2,00")
            .Value!.Date.ShouldBe(DateOnly.ParseExact(day, "yyyy-MM-dd"));

    [Theory]
    [InlineData("04/02/2026 00:40", "2026-02-03")]
    [InlineData("04/02/2026 00:00", "2026-02-04")]
    [InlineData("04/02/2026 00:00:00", "2026-02-04")]
    [InlineData("04/02/2026 13:05", "2026-02-04")]
    public void Off_after_midnight_is_of_the_evening_before(string date, string day) =>
        Read("Date;Course;Pari;Chevaux;Mise", $"{date};R1C3;SG;4;2,00").Value!.Date.ShouldBe(DateOnly.ParseExact(day, "yyyy-MM-dd"));

    [Fact]
    public void Operator_is_in_the_file_or_named_beside_it()
    {
        const string heading = "Date;Course;Pari;Chevaux;Mise;Opérateur";
        Read(heading, "03/02/2026;R1C3;SG;4;2,00;PMU").Value!.Pool.ShouldBe(Pool.PmuInternet);
        Read(heading, "03/02/2026;R1C3;SG;4;2,00;", pool: Pool.Genybet).Value!.Pool.ShouldBe(Pool.Genybet);
        Read(heading, "03/02/2026;R1C3;SG;4;2,00;", pool: null).Error.ToString().ShouldStartWith("no operator");
        Read(heading, "03/02/2026;R1C3;SG;4;2,00;Loto").IsOk.ShouldBeFalse();
    }

    [Fact]
    public void Proposal_on_paper_in_an_export_of_this_program_is_no_bet()
    {
        const string heading = "book,date,race,bet,numbers,stake,returned";
        Read(heading, "paper,2026-02-03,R1C3,simple_gagnant,4,2.00,7.40").Value.ShouldBeNull();
        Read(heading, "played,2026-02-03,R1C3,simple_gagnant,4,2.00,7.40").Value.ShouldNotBeNull();
        Read(heading + ",simulated", "played,2026-02-03,R1C3,simple_gagnant,4,2.00,7.40,true").Value.ShouldBeNull();
        Read(heading + ",simulated", "played,2026-02-03,R1C3,simple_gagnant,4,2.00,7.40,false").Value.ShouldNotBeNull();
    }

    private static ParseResult<ToldBet?> Read(string heading, string row, Pool? pool = Pool.ZEturf, bool emptyIsLost = false)
    {
        var rows = BetRows.Read(Encoding.UTF8.GetBytes($"{heading}\n{row}\n"), new Dictionary<BetField, string>()).Value;
        return new BetRowReader(rows, pool, emptyIsLost).Read(rows.Rows[0].Line, rows.Rows[0].Cells);
    }
}

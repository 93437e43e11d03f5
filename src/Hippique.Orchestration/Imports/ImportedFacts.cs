using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>What a file says of a bet, as the ledger enters it.</summary>
internal static class ImportedFacts
{
    /// <summary>What the file says now, with what an earlier one said and this one leaves out; null if nothing is new.</summary>
    public static LedgerFact.Imported? Merge(LedgerFact.Imported known, LedgerFact.Imported told)
    {
        var merged = told with
        {
            Returned = told.Returned ?? known.Returned,
            Refunded = told.Returned is null ? known.Refunded : told.Refunded,
            Odds = told.Odds ?? known.Odds,
            // Files write a racecourse in several ways.
            Meeting = known.Meeting.Length > 0 ? known.Meeting : told.Meeting,
            Discipline = known.Discipline == Discipline.Unknown ? told.Discipline : known.Discipline,
            Reference = told.Reference ?? known.Reference,
        };
        var isSame = IsSame(
            known,
            merged with
            {
                // Where it stands, and how it is written, is no news.
                Off = known.Off,
                Selection = known.Selection,
                Sha256 = known.Sha256,
                Line = known.Line,
                Said = known.Said,
            }
        );
        return isSame ? null : merged;
    }

    public static bool IsSame<T>(T one, T other)
        where T : LedgerFact => ArtifactJson.WriteLine(one).AsSpan().SequenceEqual(ArtifactJson.WriteLine(other));

    public static LedgerFact.Imported Of(RacedBet bet, RaceCard? card, string sha256, Saying said)
    {
        var (told, race) = (bet.Told, bet.Race.Planned);
        return new LedgerFact.Imported
        {
            Pool = told.Pool,
            Bet = told.Bet,
            Stake = told.Stake,
            Numbers = told.Horses.Numbers,
            Selection = told.Selection,
            Returned = told.Returned,
            Refunded = told.Refunded,
            Odds = told.Odds,
            Meeting = race?.Meeting ?? card?.Meeting ?? told.Meeting,
            Discipline = race?.Discipline ?? card?.Discipline ?? Discipline.Unknown,
            Off = race?.Off ?? card?.Off ?? told.PlacedAt ?? ParisTime.At(told.Date, new TimeOnly(12, 0)).ToUniversalTime(),
            Reference = told.Reference,
            Sha256 = sha256,
            Line = told.Line,
            Said = said,
        };
    }
}

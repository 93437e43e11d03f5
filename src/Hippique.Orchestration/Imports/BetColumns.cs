using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>Which column of a file says what.</summary>
internal sealed class BetColumns
{
    /// <summary>
    /// Headings by what they say, without accents and case: those of this program's own files, and words that French operators use on their pages for a player's bets. No export of an
    /// operator was at hand when they were written; a heading that is not among them is named by the user.
    /// </summary>
    private static readonly Dictionary<BetField, string[]> Headings = new()
    {
        [BetField.Date] = ["DATE", "DATE DE LA COURSE", "DATE COURSE", "DATE REUNION", "DATE DE LA REUNION", "JOUR"],
        [BetField.Race] = ["RACE", "COURSE", "R C", "RC", "REUNION COURSE", "CODE COURSE"],
        [BetField.MeetingNumber] = ["REUNION", "N REUNION", "NUMERO REUNION", "NUMERO DE REUNION", "MEETING NUMBER"],
        [BetField.RaceNumber] = ["N COURSE", "NUMERO COURSE", "NUMERO DE COURSE", "RACE NUMBER"],
        [BetField.Meeting] = ["MEETING", "HIPPODROME", "LIEU", "RACECOURSE"],
        [BetField.Bet] = ["BET", "PARI", "TYPE DE PARI", "TYPE PARI", "NATURE DU PARI", "TYPE", "BET TYPE", "LIBELLE"],
        [BetField.Numbers] =
        [
            "NUMBERS",
            "CHEVAUX",
            "CHEVAL",
            "SELECTION",
            "SELECTIONS",
            "NUMERO",
            "NUMEROS",
            "COMBINAISON",
            "CHEVAUX JOUES",
            "VOTRE SELECTION",
            "HORSES",
        ],
        [BetField.Stake] = ["STAKE", "MISE", "MISE TOTALE", "MONTANT", "MONTANT MISE", "MONTANT JOUE", "ENJEU", "MONTANT DE LA MISE"],
        [BetField.Returned] = ["RETURNED", "GAIN", "GAINS", "RETOUR", "MONTANT GAGNE", "GAIN BRUT", "MONTANT DU GAIN", "RENDU", "PAYOUT"],
        [BetField.Profit] = ["PROFIT", "GAIN NET", "BENEFICE", "RESULTAT NET", "NET"],
        [BetField.Outcome] = ["OUTCOME", "STATUT", "ETAT", "RESULTAT", "STATUS"],
        [BetField.Odds] = ["ODDS", "COTE", "COTE PRISE", "COTE PROBABLE"],
        [BetField.Operator] = ["OPERATOR", "OPERATEUR", "SITE", "POOL", "MASSE"],
        [BetField.PlacedAt] =
        [
            "PLACED AT",
            "SAID AT",
            "DATE DU PARI",
            "DATE PARI",
            "DATE DE PRISE DE PARI",
            "DATE DE VALIDATION",
            "DATE HEURE",
            "DATE ET HEURE",
            "DATE D ENREGISTREMENT",
        ],
        [BetField.Reference] = ["REFERENCE", "N PARI", "NUMERO DE PARI", "N DE PARI", "ID", "IDENTIFIANT", "TICKET", "N TICKET", "REF"],
        [BetField.Book] = ["BOOK"],
        [BetField.Simulated] = ["SIMULATED"],
    };

    private readonly Dictionary<BetField, int> _at;

    private BetColumns(Dictionary<BetField, int> at) => _at = at;

    public int? At(BetField field) => _at.TryGetValue(field, out var column) ? column : null;

    /// <summary>Null if the row is no heading of a file of bets: it needs a day, a bet, its horses and a stake.</summary>
    /// <param name="row">A row of the file.</param>
    /// <param name="named">Headings that the user has named.</param>
    public static BetColumns? Of(IReadOnlyList<string> row, IReadOnlyDictionary<BetField, string> named)
    {
        List<string> headings = [.. row.Select(Names.Race)];
        var at = new Dictionary<BetField, int>();
        foreach (var (field, heading) in named)
        {
            var column = headings.IndexOf(Names.Race(heading));
            if (column < 0)
                return null;
            at[field] = column;
        }
        foreach (var (field, words) in Headings)
        {
            if (at.ContainsKey(field))
                continue;
            // The first word that stands there, in the order of the list, and no column twice.
            var column = words
                .Select(word => headings.IndexOf(word))
                .FirstOrDefault(column => column >= 0 && !at.ContainsValue(column), -1);
            if (column >= 0)
                at[field] = column;
        }
        var isBets =
            at.ContainsKey(BetField.Bet)
            && at.ContainsKey(BetField.Numbers)
            && at.ContainsKey(BetField.Stake)
            && (at.ContainsKey(BetField.Date) || at.ContainsKey(BetField.PlacedAt));
        return isBets ? new BetColumns(at) : null;
    }
}

using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Merging;

/// <summary>
/// A card while it is being joined: the first source's, with the fields that it lacks taken from the others. A field that the first source has is never replaced, because
/// mixing two sources would hide their conflict.
/// </summary>
internal sealed class CardFields
{
    private readonly SortedDictionary<int, Runner> _runners;
    private RaceCard _card;

    public CardFields(string source, RaceView view)
    {
        _card = view.Card;
        _runners = new SortedDictionary<int, Runner>(view.Card.Runners.ToDictionary(runner => runner.Number));
        foreach (var field in RaceField.All.Where(field => field.IsKnown(_card)))
            Origins.Add(source, view.RaceAt, field.Name);
        Origins.Add(source, view.RunnersAt, RaceFields.Runners);
        foreach (var number in _runners.Values.Where(runner => runner.NonRunner).Select(runner => runner.Number))
            Origins.Add(source, view.RunnersAt, RaceFields.NonRunner, number);
        foreach (var field in RunnerField.All)
        {
            foreach (var runner in _runners.Values.Where(field.IsKnown))
                Origins.Add(source, view.RunnersAt, field.Name, runner.Number);
        }
    }

    public IReadOnlyDictionary<int, Runner> Runners => _runners;

    public OriginList Origins { get; } = new();

    public void Withdraw(int number, string source, DateTimeOffset? at)
    {
        _runners[number] = _runners[number] with { NonRunner = true };
        Origins.Add(source, at, RaceFields.NonRunner, number);
    }

    /// <param name="source">Another source of the race.</param>
    /// <param name="other">What it showed.</param>
    /// <param name="mismatched">Numbers that are other horses there.</param>
    public void Fill(string source, RaceView other, HashSet<int> mismatched)
    {
        foreach (var field in RaceField.All.Where(field => !field.IsKnown(_card) && field.IsKnown(other.Card)))
        {
            _card = field.Copy(_card, other.Card);
            Origins.Add(source, other.RaceAt, field.Name);
        }
        foreach (var theirs in other.Card.Runners.Where(runner => !mismatched.Contains(runner.Number)))
        {
            foreach (var field in RunnerField.All.Where(field => field.IsKnown(theirs) && !field.IsKnown(_runners[theirs.Number])))
            {
                _runners[theirs.Number] = field.Copy(_runners[theirs.Number], theirs);
                Origins.Add(source, other.RunnersAt, field.Name, theirs.Number);
            }
        }
    }

    public RaceCard ToCard() => _card with { Runners = [.. _runners.Values] };
}

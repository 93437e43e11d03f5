using Hippique.Racing;

namespace Hippique.Gpi.Inputs;

/// <summary>The starters of a card by number, whatever the order in which they came; every list of the analysis is parallel to <see cref="Runners"/>.</summary>
internal sealed class Field
{
    private readonly Dictionary<int, int> _index;

    public Field(RaceCard card)
    {
        Card = card;
        Runners = [.. card.Runners.Where(runner => !runner.NonRunner).OrderBy(runner => runner.Number)];
        _index = new Dictionary<int, int>(Runners.Length);
        for (var i = 0; i < Runners.Length; i++)
            _index[Runners[i].Number] = i;
    }

    public RaceCard Card { get; }
    public Runner[] Runners { get; }
    public int Count => Runners.Length;

    /// <summary>-1 for a number that does not start.</summary>
    public int IndexOf(int number) => _index.GetValueOrDefault(number, -1);
}

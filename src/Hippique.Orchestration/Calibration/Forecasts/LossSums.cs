namespace Hippique.Orchestration.Calibration.Forecasts;

/// <summary>Sums of −ln p of the winners of the same races, in nat.</summary>
/// <param name="Races">How many.</param>
/// <param name="Model">By the model at H-5.</param>
/// <param name="Market">By the shares of the pool at one moment.</param>
/// <param name="Exponent">By these with the model's exponent.</param>
public readonly record struct LossSums(int Races, double Model, double Market, double Exponent)
{
    public static LossSums operator +(LossSums one, LossSums other) =>
        new(one.Races + other.Races, one.Model + other.Model, one.Market + other.Market, one.Exponent + other.Exponent);
}

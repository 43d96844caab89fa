namespace ScalingDashboard.Platform.Data;

/// <summary>Puts one feature's starting data into the database, at every start, without harm when it is there already.</summary>
public interface ISeeder
{
    /// <summary>Seeders run in this order, lowest first: the catalogue (0) before what refers to it (100 and up).</summary>
    int Order { get; }

    Task SeedAsync(CancellationToken cancellationToken);
}

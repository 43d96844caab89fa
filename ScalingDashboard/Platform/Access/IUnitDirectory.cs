namespace ScalingDashboard.Platform.Access;

/// <summary>
/// The business units that exist, answered by the floor above from the database, so that nobody is given a scope with a
/// typing mistake in it. Without a directory no unit is known and only accounts for all units can be created.
/// </summary>
public interface IUnitDirectory
{
    Task<IReadOnlyCollection<string>> CodesAsync(CancellationToken cancellationToken);
}
